#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::models {

/// GPT-2's way to write any byte as a character that shows: bytes that are printable in Latin-1
/// (0x21-0x7E, 0xA1-0xAC, 0xAE-0xFF) stand for themselves, the other 68, ascending, become U+0100,
/// U+0101 and so on. Source: Radford et al., 2019, and its encoder.py (`bytes_to_unicode`).
const std::array<std::string, 256>& byte_symbols();

/// Bytes, written so.
std::string write_bytes(std::string_view bytes);

/// The bytes that a text of such characters stands for; false where a character is none of them.
bool read_bytes(std::string_view symbols, std::string& bytes);

/// GPT-2's pre-tokenization: the pieces of a text, in order, which together are the whole of it:
/// 's 't 're 've 'm 'll 'd, | ?letters| ?numbers| ?others, white space but for the last before a
/// word. Letters and numbers are those of unicode.h; a byte that is not UTF-8 is an "other".
std::vector<std::string_view> split_gpt2(std::string_view text);

}  // namespace tiersim::models
