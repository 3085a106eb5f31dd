"""Get-FileHash. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import hashlib
from typing import Any

from pssession.cmdlets.utility.results import Result
from pssession.cmdlets.utility.text_files import as_dotnet, found_paths
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import FileNotFoundException


class FileHashInfo(Result):
    """Hold a file's hash."""

    dotnet_type = "Microsoft.PowerShell.Commands.FileHashInfo"
    shown = ("Algorithm", "Hash", "Path")


class GetFileHashCommand(Cmdlet):
    """Give the hashes of files."""

    def process(self) -> None:
        algorithm = (self.algorithm or "SHA256").upper()
        if self.input_stream is not None:
            self.write(FileHashInfo(algorithm=algorithm, hash=_hash(algorithm, self.input_stream), path=None))
            return
        for path in found_paths(self, self.path, self.literal_path):
            try:
                with open(path, "rb") as file:
                    found = hashlib.file_digest(file, algorithm.lower()).hexdigest().upper()
            except IsADirectoryError:
                continue
            except OSError as problem:
                if isinstance(problem, FileNotFoundError):
                    words: Any = FileNotFoundException(f"Cannot find path '{path}' because it does not exist.")
                else:
                    words = as_dotnet(problem, path)
                self.write_error(self.error("FileReadError", "ReadError", words, path))
                continue
            self.write(FileHashInfo(algorithm=algorithm, hash=found, path=path))


def _hash(algorithm: str, stream: Any) -> str:
    made = hashlib.new(algorithm.lower())
    made.update(bytes(stream.to_array()))
    return made.hexdigest().upper()
