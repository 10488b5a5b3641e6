"""Trello: boards, lists and cards through the package `trello`, reached only by a transport of ours."""
