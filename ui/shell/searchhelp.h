#pragma once

#include "ui/widgets/popover.h"

class QAbstractButton;

namespace pl::ui {

/// How to search, in a few examples. Arrows or Tab go from one to the next, Enter or a click tries one, Esc closes.
class SearchHelp : public Popover
{
    Q_OBJECT

public:
    explicit SearchHelp(QWidget *host);

Q_SIGNALS:
    /// The popover has closed already.
    void chosen(const QString &search);
    void manualWanted();

protected:
    QWidget *firstFocus() override;

private:
    QAbstractButton *m_first = nullptr;
};

} // namespace pl::ui
