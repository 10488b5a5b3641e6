"""From what is remembered of a space to the lines of its worklist; a file for each subject."""
