#pragma once

#include <stdexcept>
#include <string>

namespace tiersim {

/// A mistake of the user. `main` catches it once, prints it as one line and exits with status 2.
/// what() is the whole line: `file:line:column: path: problem (remedy)`. A function that does not
/// know the place throws `problem (remedy)`; its caller adds the place.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tiersim
