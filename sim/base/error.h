#pragma once

#include <stdexcept>
#include <string>

namespace tiersim {

/// Reports a mistake of the user, for example a wrong value in a study. `main` catches the
/// exception, prints what() as one line and exits with status 2. The line is `file:line:column:
/// path: problem (remedy)`. A function that does not know the place throws only `problem (remedy)`,
/// and its caller adds the place.
class UserError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tiersim
