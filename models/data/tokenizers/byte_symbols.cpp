#include "models/data/tokenizers/byte_symbols.h"

#include "models/data/unicode.h"

namespace tiersim::models {
namespace {

constexpr char32_t kFirstStandIn = 0x100;
constexpr char32_t kStandIns = 68;

bool is_printable(unsigned byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

struct Table {
  std::array<std::string, 256> symbols;
  std::array<char, kFirstStandIn + kStandIns> bytes{};  // by code point

  Table() {
    char32_t stand_in = kFirstStandIn;
    for (unsigned byte = 0; byte < 256; ++byte) {
      const char32_t symbol = is_printable(byte) ? byte : stand_in++;
      append_utf8(symbol, symbols[byte]);
      bytes[symbol] = static_cast<char>(byte);
    }
  }
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

enum class Kind { letter, number, space, other };

Kind kind_of(char32_t c) {
  if (is_letter(c)) return Kind::letter;
  if (is_number(c)) return Kind::number;
  return is_white_space(c) ? Kind::space : Kind::other;
}

/// The number of bytes at the start of `text` that are of one kind. `last`: the bytes of the last
/// character.
std::size_t run_length(std::string_view text, Kind kind, std::size_t* last = nullptr) {
  std::size_t length = 0;
  while (length < text.size()) {
    const CodePoint point = decode_utf8(text.substr(length));
    if (kind_of(point.value) != kind) break;
    length += point.bytes;
    if (last) *last = point.bytes;
  }
  return length;
}

std::size_t contraction_length(std::string_view text) {
  for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"}) {
    if (text.substr(0, ending.size()) == ending) return ending.size();
  }
  return 0;
}

/// The length in bytes of the first piece. `text` is not empty.
std::size_t piece_length(std::string_view text) {
  if (const std::size_t length = contraction_length(text)) return length;
  const std::size_t space = text[0] == ' ' && text.size() > 1 ? 1 : 0;
  const Kind kind = kind_of(decode_utf8(text.substr(space)).value);
  if (kind != Kind::space) return space + run_length(text.substr(space), kind);
  std::size_t last = 0;
  const std::size_t blanks = run_length(text, Kind::space, &last);
  // The last blank before a word belongs to the word, unless it is the only one.
  return blanks == text.size() || blanks == last ? blanks : blanks - last;
}

}  // namespace

const std::array<std::string, 256>& byte_symbols() { return table().symbols; }

std::string write_bytes(std::string_view bytes) {
  std::string written;
  for (const char byte : bytes) written += table().symbols[static_cast<unsigned char>(byte)];
  return written;
}

bool read_bytes(std::string_view symbols, std::string& bytes) {
  bytes.clear();
  while (!symbols.empty()) {
    const CodePoint point = decode_utf8(symbols);
    symbols.remove_prefix(point.bytes);
    if (point.value >= table().bytes.size()) return false;
    const char byte = table().bytes[point.value];
    // Code points between the printable ones have no byte.
    if (byte == 0 && point.value != kFirstStandIn) return false;
    bytes += byte;
  }
  return true;
}

std::vector<std::string_view> split_gpt2(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t length = piece_length(text);
    pieces.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

}  // namespace tiersim::models
