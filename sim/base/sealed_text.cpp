#include "sim/base/sealed_text.h"

#include "sim/base/content_key.h"

namespace tiersim {
namespace {

std::string first_line(const std::string& key, const std::string& text) {
  return "tiersim-cache 1 " + key + " " + content_key({key, text}) + "\n";
}

}  // namespace

std::string seal(const std::string& key, const std::string& text) {
  return first_line(key, text) + text;
}

std::optional<std::string> unseal(const std::string& key, std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string text(bytes.substr(end + 1));
  if (bytes.substr(0, end + 1) != first_line(key, text)) return std::nullopt;
  return text;
}

}  // namespace tiersim
