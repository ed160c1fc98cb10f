"""Java and Spark for the tests of `--engine spark`: `python -m tests.spark.java` installs Java where that can be done, and
says what is missing.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

PACKAGE = "openjdk-17-jre-headless"
NO_JAVA = f"no Java: the tests that run Spark are left out. Install the package `{PACKAGE}`."
NO_SPARK = "no PySpark: the tests that run it are left out. `make spark` installs it."


def missing() -> str | None:
    """What keeps Spark from running here; None where it can run."""
    if not shutil.which("java"):
        return NO_JAVA
    return None if importlib.util.find_spec("pyspark") else NO_SPARK


def main() -> int:
    if not shutil.which("java") and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("installing Java")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", PACKAGE]):
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    if (why := missing()) is not None:
        print(why, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
