#include "sim/request.h"

namespace tiersim {

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok:
      return "ok";
    case Outcome::dropped:
      return "dropped";
    case Outcome::late:
      return "late";
    case Outcome::timeout:
      break;
  }
  return "timeout";
}

}  // namespace tiersim
