"""The programme's report: what the summaries say together, a page a group, and what each number rests on."""
