#pragma once

#include "models/base/result.h"
#include "ui/signin/signinview.h"

#include <chrono>

namespace pl::app {

/// Why a sign-in came to nothing: one sentence with what to do, and the field that it is about.
struct SignInProblem
{
    ui::SignInView::Field field = ui::SignInView::Field::None;
    QString sentence;
    /// The server does not take the password or the kept sign-in; else it was not asked, or could not answer.
    bool refused = false;
};

/// For a failure of the server or on the way to it. `byToken`: the kept sign-in was tried, not a password.
SignInProblem signInProblem(const Error &error, bool byToken);
/// For a failure to read the database with a sign-in that was given a moment ago; nothing when that needs no words
/// here: the office's window waits for a server that is away. `clockAhead` is Session::clockAhead().
std::optional<SignInProblem> databaseProblem(const Error &error, std::chrono::seconds clockAhead);
/// For an account that is none of the office's.
SignInProblem notForYou(const QString &role);

} // namespace pl::app
