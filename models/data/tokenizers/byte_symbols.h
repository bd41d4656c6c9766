#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// The printable character that GPT-2 writes for each byte, in UTF-8, by byte. Bytes that are
/// printable in Latin-1 (0x21-0x7E, 0xA1-0xAC, 0xAE-0xFF) are themselves. The other 68 bytes, in
/// ascending order, are U+0100, U+0101 and so on.
/// Source: Radford et al., 2019, and its encoder.py (`bytes_to_unicode`).
const std::array<std::string, 256>& byte_symbols();

/// Converts bytes to their characters in byte_symbols(), in UTF-8.
std::string write_bytes(std::string_view bytes);

/// Converts characters of byte_symbols() to their bytes, the reverse of write_bytes(), and stores
/// these in `bytes`. Returns false if a character is not in byte_symbols().
bool read_bytes(std::string_view symbols, std::string& bytes);

/// Splits a text into pieces as GPT-2's pre-tokenization does, in order. The pieces together are
/// the whole text. A piece is one of these:
/// - a contraction: 's 't 're 've 'm 'll 'd,
/// - letters, or numbers, or other characters, with at most one space before them,
/// - white space, without its last character if a word follows.
///
/// unicode.h decides what letters and numbers are. A byte that is not UTF-8 is an "other"
/// character.
std::vector<std::string_view> split_gpt2(std::string_view text);

}  // namespace tiersim::models
