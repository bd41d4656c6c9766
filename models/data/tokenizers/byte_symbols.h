#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// A table of the printable characters, in UTF-8, that GPT-2 writes for bytes. The index is the
/// byte. Bytes that are printable in Latin-1 (0x21-0x7E, 0xA1-0xAC, 0xAE-0xFF) have the character
/// of the same code point. The other 68 bytes, in ascending order, are U+0100, U+0101 and so on.
/// Source: Radford et al., 2019, and its encoder.py (`bytes_to_unicode`).
const std::array<std::string, 256>& byte_symbols();

/// Converts bytes to their characters in byte_symbols(), in UTF-8.
std::string write_bytes(std::string_view bytes);

/// Converts characters of byte_symbols() to their bytes, the reverse of write_bytes(). The bytes
/// replace the content of `bytes`. Returns false if a character is not in byte_symbols(); `bytes`
/// then has only the bytes before that character.
bool read_bytes(std::string_view symbols, std::string& bytes);

/// Splits a text into pieces as GPT-2's pre-tokenization does, in order. The pieces together are
/// the whole text. A piece is one of these:
/// - a contraction: 's 't 're 've 'm 'll 'd,
/// - letters, or numbers, or other characters, with at most one space before them,
/// - a run of white space; if it is longer than one character and other text follows, its last
///   character belongs to the next piece.
///
/// unicode.h decides what letters and numbers are. A byte that is not UTF-8 is an "other"
/// character.
std::vector<std::string_view> split_gpt2(std::string_view text);

}  // namespace tiersim::models
