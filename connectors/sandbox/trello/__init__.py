"""Trello as its REST interface answers: boards, lists, cards and what people did to them."""
