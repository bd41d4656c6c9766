#pragma once

#include <stdexcept>
#include <string>

namespace tiersim {

/// A mistake of the user. `main` catches it once, prints it as one line and exits with status 2.
/// `what()` is the whole line: `file:line:column: path: problem (remedy)`. The place is left out if
/// it is not known.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tiersim
