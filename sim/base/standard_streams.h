#pragma once

#include <string>

namespace tiersim {

/// Opens /dev/null in place of standard input, output or error if the caller closed one of them
/// (`2>&-`). Otherwise the next file that this process opens gets its number, and messages are
/// written into that file. Call this first in `main`.
void open_standard_streams();

/// Writes a line to standard error, with plain_text(). Ignores errors, because a message that
/// nobody can read must not end the program.
void print_error_line(const std::string& line);

/// Writes what standard output still has in memory. Throws std::runtime_error if that fails, for
/// example because the disk is full.
void flush_standard_output();

/// Returns `text` with "?" in place of each control character except the line feed. A terminal
/// would obey such a character, which may come from a file of somebody else.
std::string plain_text(std::string text);

}  // namespace tiersim
