#pragma once

#include "ui/words/leadwords.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace pl::ui {

class PlainLabel;

/// Named texts below each other under a title, such as questions and their answers: the first few, each cut to a few
/// lines, and a button that shows all of them whole. Hidden while there are none.
class FactList : public QWidget
{
    Q_OBJECT

public:
    FactList(const QString &title, QWidget *parent);

    /// The same facts again change nothing: what somebody reads stays open, and stays selected.
    void present(const QList<NamedText> &facts);

private:
    void toggle();
    void rebuild();
    bool isCut() const;
    QWidget *makeFact(const NamedText &fact);

    QList<NamedText> m_facts;
    bool m_whole = false;
    QList<QWidget *> m_shown;
    PlainLabel *m_title;
    QVBoxLayout *m_rows;
    QPushButton *m_more;
};

} // namespace pl::ui
