"""The reference connector: a tool that lives in memory. Copy this folder to begin a new tool."""
