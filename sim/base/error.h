#pragma once

#include <stdexcept>
#include <string>

namespace tiersim {

/// A mistake in what the user gave us: caught once, in `main`, printed as one line, exit status 2.
/// `what()` is the whole line, `file:line:column: path: problem (remedy)` where a place is known.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tiersim
