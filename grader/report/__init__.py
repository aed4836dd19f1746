"""Renderings of a result: pure functions from ``grader.result.model.Result`` to text. The command line uses them.

``grader.report.html.render_html`` makes the page, ``grader.report.text.summary`` the lines for a terminal. Nothing is
imported here, so that whoever needs the terminal's lines does not pay for the page's libraries.
"""
