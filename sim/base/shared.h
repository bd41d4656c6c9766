#pragma once

#include <initializer_list>
#include <memory>
#include <utility>

namespace tiersim {

/// A container that its copies share until one of them is changed. Reads like the container; no
/// two threads may change copies of one at the same time.
template <typename Container>
class Shared {
 public:
  Shared() : value_(none()) {}
  Shared(Container value) : value_(std::make_shared<Container>(std::move(value))) {}
  Shared(std::initializer_list<typename Container::value_type> items) : Shared(Container(items)) {}

  operator const Container&() const { return *value_; }
  const Container& get() const { return *value_; }
  /// This copy's own from now on, for changing it.
  Container& edit() {
    if (value_.use_count() > 1) value_ = std::make_shared<Container>(*value_);
    return *value_;
  }

  auto begin() const { return get().begin(); }
  auto end() const { return get().end(); }
  std::size_t size() const { return get().size(); }
  bool empty() const { return get().empty(); }

  template <typename Key>
  const auto& at(const Key& key) const {
    return get().at(key);
  }
  template <typename Key>
  std::size_t count(const Key& key) const {
    return get().count(key);
  }
  template <typename Key>
  auto find(const Key& key) const {
    return get().find(key);
  }
  template <typename Key>
  const auto& operator[](const Key& key) const {
    return get()[key];
  }
  template <typename Key>
  auto& operator[](const Key& key) {
    return edit()[key];
  }

  friend bool operator==(const Shared& a, const Shared& b) { return a.get() == b.get(); }

 private:
  static const std::shared_ptr<Container>& none() {
    static const auto shared = std::make_shared<Container>();
    return shared;
  }
  std::shared_ptr<Container> value_;
};

}  // namespace tiersim
