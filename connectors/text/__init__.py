"""Documents written in and read from the text forms of tools. Pure; knows no tool."""
