#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace tiersim::service {

class Connection;

/// What a message that was received still costs the connection that brought it. A connection stops
/// reading while its messages need too much memory. The cost ends with this object: when the
/// message was computed and sent on, or was given up.
class Account {
 public:
  Account() = default;
  Account(std::weak_ptr<Connection> source, std::size_t bytes);
  ~Account();
  Account(Account&& other) noexcept { *this = std::move(other); }
  Account& operator=(Account&& other) noexcept {
    std::swap(source_, other.source_);
    std::swap(bytes_, other.bytes_);
    std::swap(is_received_, other.is_received_);
    return *this;
  }

  /// False if the connection that brought the message has closed. Nobody waits for an answer then.
  /// True for a message that this process made itself.
  bool is_open() const;

 private:
  std::weak_ptr<Connection> source_;
  std::size_t bytes_{0};
  bool is_received_{false};
};

}  // namespace tiersim::service
