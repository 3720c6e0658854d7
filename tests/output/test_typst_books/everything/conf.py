project = "全部入りの本"
author = "架空編集室"
version = "2026"
release = "2026.1"
language = "ja"
extensions = ["sphinx.ext.todo", "sphinx_summit.output.typst"]
todo_include_todos = True
numfig = True
