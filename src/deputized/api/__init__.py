"""Answers for programs: one table of questions, asked over HTTP (`app`) and by assistants (`tools`).

A question reads its parameters, asks the library and gives back the record the command prints with `--format json`.
"""
