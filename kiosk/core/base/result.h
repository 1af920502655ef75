// Result<T>: what a function returns when the world may refuse. Error: why, with one phrase of
// context a layer. Asserts are for our own mistakes and live in assert.h; lists of faults in input
// are problems (problem.h).
// Invariant: a Result is never ignored ([[nodiscard]]).
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "kiosk/core/base/error_code.h"

namespace asah {

/// Why something was refused. `detail` is for staff and logs: it never holds an answer, a stem, a
/// PIN or a key. `context` grows outwards: "open database: read header".
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    std::string context;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
   public:
    using tl::expected<T, Error>::expected;
};

/// Makes the refusal that a function returns.
inline tl::unexpected<Error> fail(ErrorCode code, std::string detail = {}) {
    return tl::unexpected<Error>(Error{code, std::move(detail), {}});
}

/// Passes a refusal on unchanged.
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Passes a refusal on with one phrase of context in front.
inline tl::unexpected<Error> fail(Error error, std::string_view context) {
    error.context =
        error.context.empty() ? std::string(context) : std::string(context) + ": " + error.context;
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace asah

#define ASAH_CONCAT_2(a, b) a##b
#define ASAH_CONCAT(a, b) ASAH_CONCAT_2(a, b)
#define ASAH_TRY_2(declaration, expression, name)     \
    auto name = (expression);                         \
    if (!name.has_value()) {                          \
        return ::asah::fail(std::move(name).error()); \
    }                                                 \
    declaration = std::move(name).value()

/// ASAH_TRY(const auto form, load_form(id)); declares `form` or returns the refusal.
#define ASAH_TRY(declaration, expression) \
    ASAH_TRY_2(declaration, expression, ASAH_CONCAT(asah_try_, __LINE__))

#define ASAH_CHECK_2(expression, name)                    \
    do {                                                  \
        auto name = (expression);                         \
        if (!name.has_value()) {                          \
            return ::asah::fail(std::move(name).error()); \
        }                                                 \
    } while (false)

/// ASAH_CHECK(save(x)); returns the refusal of a Result<void> (or drops the value of any other).
#define ASAH_CHECK(expression) ASAH_CHECK_2(expression, ASAH_CONCAT(asah_checked_, __LINE__))
