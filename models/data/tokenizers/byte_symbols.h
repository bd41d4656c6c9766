#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// GPT-2's printable character for each byte. Bytes that are printable in Latin-1 (0x21-0x7E,
/// 0xA1-0xAC, 0xAE-0xFF) are themselves. The other 68 bytes, in ascending order, are U+0100, U+0101
/// and so on.
/// Source: Radford et al., 2019, and its encoder.py (`bytes_to_unicode`).
const std::array<std::string, 256>& byte_symbols();

/// Writes each byte as its character, in UTF-8.
std::string write_bytes(std::string_view bytes);

/// Reads the bytes back. Returns false if a character is none of these.
bool read_bytes(std::string_view symbols, std::string& bytes);

/// GPT-2's pre-tokenization. Splits a text into pieces, in order, that together are the whole text.
/// A piece is one of these:
/// - a contraction: 's 't 're 've 'm 'll 'd,
/// - letters, or numbers, or other characters, with at most one space before them,
/// - white space, without its last character if a word follows.
///
/// unicode.h decides what letters and numbers are. A byte that is not UTF-8 is an "other"
/// character.
std::vector<std::string_view> split_gpt2(std::string_view text);

}  // namespace tiersim::models
