#pragma once

#include "ui/signin/signinview.h"

namespace pl::app {

/// The sign-in page as a window of its own.
class SignInWindow : public QWidget
{
    Q_OBJECT

public:
    SignInWindow();

    ui::SignInView &view() { return *m_view; }

private:
    ui::SignInView *m_view;
};

} // namespace pl::app
