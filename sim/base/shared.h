#pragma once

#include <initializer_list>
#include <memory>
#include <utility>

namespace tiersim {

/// A container with copy on write. Copies of a Shared share one container in memory. The first
/// change of a copy gives that copy its own container. A Shared can be read as the container
/// itself. Two threads must not change two copies of one container at the same time.
template <typename Container>
class Shared {
 public:
  Shared() : value_(none()) {}
  Shared(Container value) : value_(std::make_shared<Container>(std::move(value))) {}
  Shared(std::initializer_list<typename Container::value_type> items) : Shared(Container(items)) {}

  operator const Container&() const { return *value_; }
  const Container& get() const { return *value_; }
  /// Returns the container so that the caller can change it. If other copies share the container,
  /// this copy gets its own one first.
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
