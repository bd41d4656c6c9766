#include "models/data/unicode.h"

#include <string_view>

namespace tiersim::models {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool between(char32_t point, char32_t low, char32_t high) { return point >= low && point <= high; }

/// U+00C0 to U+017F without case and accents; '.' where the letter stays (in lower case).
constexpr std::string_view kLatin =
    "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
    "aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll."
    "...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";
static_assert(kLatin.size() == 0x180 - 0xC0);

}  // namespace

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    const int more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : -1;
    if (more < 0 || lead > 0xF4 || i + static_cast<std::size_t>(more) > text.size()) {
      points.push_back(kReplacement);
      continue;
    }
    char32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    bool whole = true;
    for (int k = 0; k < more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      whole = whole && (byte & 0xC0) == 0x80;
      point = point << 6 | (byte & 0x3F);
    }
    points.push_back(whole ? point : kReplacement);
    if (whole) i += static_cast<std::size_t>(more);
  }
  return points;
}

void append_utf8(std::string& text, char32_t point) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | point >> 6), add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12), add(0x80 | (point >> 6 & 0x3F)), add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | point >> 18), add(0x80 | (point >> 12 & 0x3F));
    add(0x80 | (point >> 6 & 0x3F)), add(0x80 | (point & 0x3F));
  }
}

bool is_digit(char32_t point) {
  return between(point, '0', '9') || point == 0xB2 || point == 0xB3 || point == 0xB9 ||
         between(point, 0xBC, 0xBE);
}

bool is_space(char32_t point) {
  return point == ' ' || between(point, '\t', '\r') || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || between(point, 0x2000, 0x200A) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000;
}

bool is_punctuation(char32_t point) {
  return between(point, '!', '/') || between(point, ':', '@') || between(point, '[', '`') ||
         between(point, '{', '~') || point == 0xA1 || point == 0xA7 || point == 0xAB ||
         point == 0xB6 || point == 0xB7 || point == 0xBB || point == 0xBF ||
         between(point, 0x2010, 0x2027) || between(point, 0x2030, 0x205E) ||
         between(point, 0x3001, 0x3003) || between(point, 0x3008, 0x3011);
}

bool is_letter(char32_t point) {
  if (between(point, 'a', 'z') || between(point, 'A', 'Z')) return true;
  if (point == 0xAA || point == 0xB5 || point == 0xBA) return true;
  if (point < 0xC0 || point == 0xD7 || point == 0xF7) return false;
  if (point < 0x2C2) return true;
  if (between(point, 0x370, 0x52F)) return point != 0x37E && point != 0x387;
  return point > 0x590 && !is_space(point) && !is_punctuation(point) &&
         !between(point, 0x2000, 0x2BFF) && point != kReplacement && point < 0x1F000;
}

bool is_cjk(char32_t point) {
  return between(point, 0x4E00, 0x9FFF) || between(point, 0x3400, 0x4DBF) ||
         between(point, 0x20000, 0x2A6DF) || between(point, 0x2A700, 0x2CEAF) ||
         between(point, 0xF900, 0xFAFF) || between(point, 0x2F800, 0x2FA1F);
}

char32_t folded(char32_t point) {
  if (between(point, 'A', 'Z')) return point + 32;
  if (between(point, 0x300, 0x36F)) return 0;  // combining accents
  if (between(point, 0xC0, 0x17F)) {
    const char plain = kLatin[point - 0xC0];
    if (plain != '.') return static_cast<char32_t>(plain);
    if (between(point, 0xC0, 0xDE) && point != 0xD7) return point + 32;
    if (point < 0x100) return point;
    // From U+0139 and from U+0179 on, capitals have the odd numbers.
    const bool odd = between(point, 0x139, 0x148) || between(point, 0x179, 0x17E);
    return point % 2 == (odd ? 1 : 0) && point != 0x138 ? point + 1 : point;
  }
  if (between(point, 0x391, 0x3A9)) return point + 32;
  if (between(point, 0x410, 0x42F)) return point + 32;
  return between(point, 0x400, 0x40F) ? point + 80 : point;
}

}  // namespace tiersim::models
