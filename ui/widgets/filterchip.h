#pragma once

#include <QAbstractButton>

class QMenu;

namespace pl::ui {

/// A filter as a chip: "Urgency ⌄" when nothing is chosen, "Urgency: Today, This week ×" when something is. A click
/// opens its menu, which stays open while choosing; the cross, Delete or Backspace clears the choice.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    struct Choice
    {
        QString key;
        QString text;
        bool operator==(const Choice &) const = default;
    };

    FilterChip(const QString &title, QWidget *parent = nullptr);

    void setChoices(const QList<Choice> &choices);
    /// One choice at a time instead of several.
    void setExclusive(bool exclusive) { m_exclusive = exclusive; }
    const QStringList &chosen() const { return m_chosen; }
    void setChosen(const QStringList &keys);
    void clear() { setChosen({}); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosenChanged(const QStringList &keys);

public Q_SLOTS:
    /// Lets the person choose: by default in a menu.
    virtual void openMenu();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString label() const;
    QRect markRect() const;
    void toggled(const QString &key, bool on);

    QString m_title;
    QList<Choice> m_choices;
    QStringList m_chosen;
    QMenu *m_menu;
    bool m_exclusive = false;
};

} // namespace pl::ui
