#pragma once

#include "models/domain/workhours.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace pl::ui {

class PlainLabel;

/// A plumber's week: at any time, or the hours of each day as a person types them ("8-12, 1-5"), which are written out
/// when the field is left. A day without hours is off.
class WorkHoursEditor : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList typed READ typed WRITE setTyped NOTIFY hoursChanged USER true)

public:
    explicit WorkHoursEditor(QWidget *parent);

    /// A day that can't be read counts as off: see fault().
    WorkHours hours() const;
    void setHours(const WorkHours &hours);
    /// For a draft: "always" or nothing, then each day as it was typed, also what can't be read yet.
    QStringList typed() const;
    void setTyped(const QStringList &typed);
    /// What is wrong with the first day that can't be read, as an error of the column work_hours.
    std::optional<FieldError> fault() const;

Q_SIGNALS:
    void hoursChanged();

private:
    void buildDays();
    void chooseAlways(bool always);
    void writeOut(int day);
    void copyMonday();
    void summarize();

    QCheckBox *m_always;
    QWidget *m_week;
    std::array<QLineEdit *, 7> m_days{};
    PlainLabel *m_summary;
};

} // namespace pl::ui
