#pragma once

#include <QList>
#include <QString>

#include <type_traits>
#include <utility>
#include <variant>

namespace pl {

/// What went wrong. Codes become HTTP statuses in one function (server/http/problem.h) and sentences for people in one
/// function (ui/words/errortext.h).
enum class ErrorCode {
    InvalidInput,    ///< the caller's data is wrong; `fields` says where
    Unauthenticated, ///< nobody is signed in, or the token or key is not valid
    Forbidden,       ///< known, but not allowed
    NotFound,
    Conflict, ///< a unique or foreign key, or a rule of the database, refuses it
    Outdated, ///< someone else changed the row first
    TooLarge,
    RateLimited, ///< try again later; `retryAfterSeconds` says when, if known
    Unavailable, ///< the other side can't be reached or answers 5xx
    TimedOut,
    Protocol, ///< an invalid answer
    Internal, ///< our own fault: a file, a database, a bug
    Cancelled
};

/// One invalid input field. `code` is a stable word for programs ("required", "too_long"), `detail` is for people.
struct FieldError
{
    QString field;
    QString code;
    QString detail;
    bool operator==(const FieldError &) const = default;
};

/// Why an operation failed. `message` is a plain sentence without secrets or customer data.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QList<FieldError> fields = {};
    QString remoteCode = {}; ///< the other side's own code, e.g. PostgreSQL's "23505" or Auth's "invalid_credentials"
    int retryAfterSeconds = 0;
    bool operator==(const Error &) const = default;
};

/// The value of a Result<> that has nothing to return.
struct Done
{
    bool operator==(const Done &) const = default;
};

/// A value or an Error, for every function that can fail. Modeled on C++23's std::expected.
template <class T = Done>
class [[nodiscard]] Result
{
public:
    using Value = T;
    Result() requires std::is_default_constructible_v<T> : m_state(std::in_place_index<0>) {}
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Only when ok().
    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    /// Only when not ok().
    const Error &error() const & { return std::get<1>(m_state); }
    /// By value, so that `for (… : f().error().fields)` does not outlive the Result.
    Error error() && { return std::get<1>(std::move(m_state)); }

    T valueOr(T fallback) const { return ok() ? value() : std::move(fallback); }

    /// Applies `f` to the value; `f` returns a Result.
    template <class F>
    auto andThen(F &&f) const -> std::invoke_result_t<F, const T &>
    {
        if (ok())
            return std::forward<F>(f)(value());
        return error();
    }

    /// Applies `f` to the value; `f` returns a plain value.
    template <class F>
    auto transform(F &&f) const -> Result<std::decay_t<std::invoke_result_t<F, const T &>>>
    {
        if (ok())
            return std::forward<F>(f)(value());
        return error();
    }

private:
    std::variant<T, Error> m_state;
};

} // namespace pl
