#pragma once

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace pl::ui {

/// A length of time as a number and a unit: minutes, hours or days.
class DurationField : public QWidget
{
    Q_OBJECT

public:
    /// `longest` in minutes. The number is named `name`, the unit `name` and "Unit".
    DurationField(const QString &name, const QString &accessibleName, qint64 longest, QWidget *parent);

    /// Shown in the largest unit that has no rest.
    void setMinutes(qint64 minutes);
    /// At least 1.
    qint64 minutes() const;

Q_SIGNALS:
    void edited();

private:
    void unitChanged();

    const qint64 m_longest;
    QSpinBox *m_number;
    QComboBox *m_unit;
};

} // namespace pl::ui
