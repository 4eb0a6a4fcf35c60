#pragma once

#include "models/base/result.h"
#include "ui/signin/signinview.h"

#include <chrono>

namespace pl::app {

/// Why a sign-in failed: one sentence with what to do, and the field it is about.
struct SignInProblem
{
    ui::SignInView::Field field = ui::SignInView::Field::None;
    QString sentence;
    /// The server refused the password or the kept sign-in. False: it was not asked, or could not answer.
    bool refused = false;
};

/// For an error from the server or the network. `byToken`: the kept sign-in was tried, not a password.
SignInProblem signInProblem(const Error &error, bool byToken);
/// For a failure to read the database right after signing in. Nothing when the server is away: the office's window
/// waits for it. `clockAhead` is Session::clockAhead().
std::optional<SignInProblem> databaseProblem(const Error &error, std::chrono::seconds clockAhead);
/// For an account that doesn't belong to the office.
SignInProblem notForYou(const QString &role);

} // namespace pl::app
