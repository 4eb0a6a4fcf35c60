#pragma once

#include "ui/shell/quietbar.h"

namespace pl::ui {

/// Offers the tour to somebody who is new on this computer.
class WelcomeBar : public QuietBar
{
    Q_OBJECT

public:
    explicit WelcomeBar(QWidget *parent);

Q_SIGNALS:
    void tourWanted();
    void declined();
};

} // namespace pl::ui
