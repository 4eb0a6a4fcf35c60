#pragma once

#include "ui/widgets/filterchip.h"
#include "ui/widgets/popover.h"

#include <functional>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace pl::ui {

/// Chooses several of many: typing narrows the list, Up and Down move in it, Enter or a click ticks. Where one's own
/// words are welcome, Enter adds what was typed.
class ValuePopup : public Popover
{
    Q_OBJECT

public:
    explicit ValuePopup(QWidget *host);

    struct Question
    {
        QString title;
        QString hint; ///< the field's placeholder
        QList<FilterChip::Choice> choices;
        QStringList chosen;
        bool takesOwnWords = false;
    };
    /// `changed` gets what is chosen each time that changes. `anchor` is in global coordinates.
    void ask(const Question &question, const QRect &anchor, std::function<void(const QStringList &)> changed);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void enter();
    void toggle(const QString &key);

    Question m_question;
    QLineEdit *m_words;
    QListWidget *m_list;
    std::function<void(const QStringList &)> m_changed;
};

/// A filter with so many choices that they are searched, or whose words are the person's own.
class PickChip : public FilterChip
{
    Q_OBJECT

public:
    PickChip(const QString &title, const QString &hint, QWidget *parent);

    void setTakesOwnWords(bool takes) { m_takesOwnWords = takes; }
    /// What can be chosen, asked for when the chip is opened or shows what was chosen elsewhere.
    void setSource(std::function<QList<Choice>()> source) { m_source = std::move(source); }
    /// Instead of setChosen(): also finds the words for it.
    void choose(const QStringList &keys);
    void openMenu() override;

private:
    QList<Choice> choices() const;

    const QString m_chipTitle;
    const QString m_hint;
    bool m_takesOwnWords = false;
    std::function<QList<Choice>()> m_source;
    ValuePopup *m_popup;
};

} // namespace pl::ui
