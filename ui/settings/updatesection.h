#pragma once

#include "ui/office/updatecontext.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace pl::ui {

class PlainLabel;

/// In the settings of this computer: whether it asks for new versions, what it heard last, and asking now.
class UpdateSection : public QWidget
{
    Q_OBJECT

public:
    /// `updates` must outlive it and be possible.
    UpdateSection(UpdateContext &updates, std::function<Timestamp()> clock, QWidget *parent);

Q_SIGNALS:
    /// The person wants to see what the newer version brings.
    void detailsWanted();

private:
    QPushButton *newButton(const char *name, const QString &text);
    void refresh();
    QString stateText() const;

    updates::UpdateWatch &m_watch;
    const std::function<Timestamp()> m_clock;
    QCheckBox *m_on;
    PlainLabel *m_state;
    QPushButton *m_ask = nullptr;
    QPushButton *m_details = nullptr;
};

} // namespace pl::ui
