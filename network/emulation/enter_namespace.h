#pragma once

namespace tiersim {

/// A function object that moves the calling process into a network namespace. A child process must
/// call it between fork() and exec().
///
/// With Boost.Process: `child(program, extend::on_exec_setup = network.enter(place))`.
/// With fork(): the child calls it without arguments.
class EnterNamespace {
 public:
  /// `fd` is a file descriptor of the namespace. It must still be open when the child process calls
  /// operator().
  explicit EnterNamespace(int fd) : fd_(fd) {}

  /// Moves the calling process into the namespace. If that fails, the process ends with status 127,
  /// as if its program had not been found. It is safe between fork() and exec(), because it makes
  /// only system calls. The arguments are ignored.
  template <class... Executor>
  void operator()(const Executor&...) const noexcept {
    enter();
  }

 private:
  void enter() const noexcept;

  int fd_;
};

}  // namespace tiersim
