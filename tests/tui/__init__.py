"""The full-screen face under test. Textual reads its environment when it is imported, so that is cleared first."""

import os

for _name in [name for name in os.environ if name == "NO_COLOR" or name.startswith("TEXTUAL")]:
    del os.environ[_name]
