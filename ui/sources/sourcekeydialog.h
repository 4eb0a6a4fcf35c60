#pragma once

#include "models/replica/sourcecommands.h"

#include <QDialog>

class QBoxLayout;
class QLineEdit;

namespace pl::ui {

/// Shows a new key and the address with it, once, with what to do on the other side. Deletes itself when closed.
class SourceKeyDialog : public QDialog
{
    Q_OBJECT

public:
    /// `publicUrl` is the book's. `now` is only for the words about the key before this one.
    SourceKeyDialog(const replica::NewKey &made, const QString &publicUrl, Timestamp now, QWidget *parent);

Q_SIGNALS:
    void testWanted(const QUuid &source);

private:
    void addSentence(const QString &text);
    void addSecret(const QString &title, const QString &value, const QString &name);
    void addSteps(const QStringList &steps);
    void addButtons(const QUuid &source);

    QBoxLayout *m_rows;
};

} // namespace pl::ui
