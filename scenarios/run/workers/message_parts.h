#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace tiersim {

/// Splits `bytes` of any length into parts of at most 16 MiB and calls `send` with one message for
/// each part, so that each message fits a frame of the protocol. A message has two keys: "part" is
/// a part of the bytes, and "more" says whether another message follows. If `bytes` is empty, there
/// is one message, with an empty part.
inline void send_in_parts(const std::string& bytes,
                          const std::function<void(const nlohmann::json&)>& send) {
  constexpr std::size_t kPart = 16u << 20;
  for (std::size_t begin = 0; begin == 0 || begin < bytes.size(); begin += kPart) {
    const std::string part = bytes.substr(begin, kPart);
    send({{"part", nlohmann::json::binary({part.begin(), part.end()})},
          {"more", begin + kPart < bytes.size()}});
  }
}

/// Appends the bytes of one message of send_in_parts() to `bytes`. The messages must come in order.
/// Returns true if this was the last one. Throws nlohmann::json::exception for a message that
/// send_in_parts() did not make.
inline bool add_part(const nlohmann::json& message, std::string& bytes) {
  const auto& part = message.at("part").get_binary();
  bytes.append(part.begin(), part.end());
  return !message.at("more").get<bool>();
}

}  // namespace tiersim
