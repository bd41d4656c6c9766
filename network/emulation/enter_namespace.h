#pragma once

namespace tiersim {

/// Moves a child process into a network namespace, between its fork() and its exec().
///
/// With Boost.Process: `child(program, extend::on_exec_setup = network.enter(place))`.
/// With fork(): call it in the child, without arguments.
class EnterNamespace {
 public:
  /// `fd` is a descriptor of the namespace. It must be open at the time of the call.
  explicit EnterNamespace(int fd) : fd_(fd) {}

  /// Calls functions alone that are safe after fork(). If it fails, the child process ends with
  /// status 127, as if the program had not been found.
  template <class... Executor>
  void operator()(const Executor&...) const noexcept {
    enter();
  }

 private:
  void enter() const noexcept;

  int fd_;
};

}  // namespace tiersim
