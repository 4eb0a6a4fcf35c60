#pragma once

#include "ui/shell/quietbar.h"

namespace pl::ui {

/// Says that a newer version of the program can be had.
class UpdateBar : public QuietBar
{
    Q_OBJECT

public:
    explicit UpdateBar(QWidget *parent);
    void present(const QString &version);

Q_SIGNALS:
    void detailsWanted();
    void putOff();
};

} // namespace pl::ui
