"""Settings and network file become objects. The only importer of connectors and config; importing it builds nothing.

`opening` opens all that stands behind a process, and `installed` is what it hands out: one method for each thing that a
use case is given. How a thing is put together stands in a file for itself, named by what it is for.
"""

from bridge.bootstrap.installed import Installation
from bridge.bootstrap.opening import installation
from bridge.bootstrap.saving import Backup, Restored, back_up, restore
from bridge.bootstrap.speaking import speech
from config.faults import ConfigError

__all__ = ["Backup", "ConfigError", "Installation", "Restored", "back_up", "installation", "restore", "speech"]
