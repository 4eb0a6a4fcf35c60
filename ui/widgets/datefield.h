#pragma once

#include <QDate>
#include <QWidget>

class QCheckBox;
class QDateEdit;

namespace pl::ui {

/// A day, or none: a box to tick and the day beside it, with a calendar.
class DateField : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QDate date READ date WRITE setDate NOTIFY dateChanged USER true)

public:
    /// `words` stand beside the box, such as "Expires".
    DateField(const QString &words, QWidget *parent);

    /// Invalid: none.
    QDate date() const;
    void setDate(QDate date);
    /// What a tick proposes.
    void setProposed(QDate date) { m_proposed = date; }
    /// Ticks the box with the proposed day.
    void propose() { setDate(m_proposed); }
    /// The focus to the day, which must be ticked.
    void focusDay();

Q_SIGNALS:
    void dateChanged();

private:
    void ticked(bool on);

    QCheckBox *m_has;
    QDateEdit *m_date;
    QDate m_proposed;
};

} // namespace pl::ui
