#pragma once

#include "ui/widgets/popover.h"

#include <QUuid>

#include <functional>

class QLineEdit;
class QListWidget;

namespace pl::ui {

class ElidedLabel;
class PlainLabel;

/// Chooses one of many by typing: arrows move, Enter or a click chooses, Esc closes. A key that is held down chooses
/// nothing.
class PickPopup : public Popover
{
    Q_OBJECT

public:
    struct Entry
    {
        QUuid id;
        QString text;
        QString detail;
    };
    /// The most entries that are listed.
    static constexpr int kMost = 50;

    explicit PickPopup(QWidget *host);

    struct Question
    {
        QString title;
        QString placeholder;
        QString noHits;
        /// The best kMost for what was typed.
        std::function<QList<Entry>(const QString &typed)> find;
    };
    /// `chosen` runs at most once, after the popup has closed. `anchor` is in global coordinates.
    void ask(const Question &question, const QRect &anchor, std::function<void(const QUuid &id)> chosen);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QString &typed);
    void move(int rows);
    void choose();

    Question m_question;
    std::function<void(const QUuid &)> m_chosen;
    ElidedLabel *m_title;
    QLineEdit *m_typed;
    QListWidget *m_list;
    PlainLabel *m_noHits;
};

} // namespace pl::ui
