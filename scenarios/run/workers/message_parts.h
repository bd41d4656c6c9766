#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Sends bytes of any number as messages that each fit a frame. Each message has a "part" of the
/// bytes, and "more" says whether another follows. There is at least one message.
inline void send_in_parts(const std::string& bytes,
                          const std::function<void(const nlohmann::json&)>& send) {
  constexpr std::size_t kPart = 16u << 20;
  for (std::size_t begin = 0; begin == 0 || begin < bytes.size(); begin += kPart) {
    const std::string part = bytes.substr(begin, kPart);
    send({{"part", nlohmann::json::binary({part.begin(), part.end()})},
          {"more", begin + kPart < bytes.size()}});
  }
}

/// Appends the part that `message` carries to `bytes`. The parts have to come in order. Returns
/// true if the message says that no part follows. Throws nlohmann::json::exception for another
/// message.
inline bool add_part(const nlohmann::json& message, std::string& bytes) {
  const auto& part = message.at("part").get_binary();
  bytes.append(part.begin(), part.end());
  return !message.at("more").get<bool>();
}

}  // namespace tiersim
