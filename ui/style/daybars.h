#pragma once

#include <QDate>
#include <QWidget>

namespace pl::ui {

/// A number for each of some days in a row, as small bars; the last one, today, stands out. The tool tip says the day
/// under the mouse and its number, and screen readers get all of them.
class DayBars : public QWidget
{
    Q_OBJECT

public:
    explicit DayBars(QWidget *parent);

    /// `numbers` begins with `firstDay`.
    void present(QDate firstDay, const QList<int> &numbers);
    /// What a screen reader and the tool tip say of a day.
    void setWords(std::function<QString(QDate day, int number)> words);
    /// The number of the bar at that place; -1 beside the bars.
    int barAt(const QPoint &place) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The mouse rests on a bar: a tool tip is wanted at `place`, in global coordinates.
    void toolTipWanted(const QPoint &place, const QString &words);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRectF barRect(int bar) const;
    QString wordsOf(int bar) const;

    QDate m_firstDay;
    QList<int> m_numbers;
    std::function<QString(QDate, int)> m_words;
};

} // namespace pl::ui
