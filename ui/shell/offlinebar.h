#pragma once

#include "ui/shell/quietbar.h"

namespace pl::ui {

/// A quiet bar above the views while something is wrong, such as a lost connection: what is wrong, what that means, and
/// a button that helps.
class OfflineBar : public QuietBar
{
    Q_OBJECT

public:
    explicit OfflineBar(QWidget *parent = nullptr);
    void present(const QString &sentence, const QString &buttonText, const QString &icon = QStringLiteral("wifi-off"));

Q_SIGNALS:
    void pressed();

private:
    QPushButton *m_button;
};

} // namespace pl::ui
