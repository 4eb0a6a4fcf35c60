#pragma once

#include "models/wording/wording.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;

namespace pl::ui {

class MailPage;
class PageTabs;
class PlainLabel;

/// A message as its reader gets it: who it is from, the subject, the text, and for an e-mail the page. Opens and loads
/// nothing.
class MailPreview : public QWidget
{
    Q_OBJECT

public:
    explicit MailPreview(QWidget *parent = nullptr);

    /// `emailFrom` is the server's address; empty: unknown.
    void showMessage(const wording::MessageText &message, const OfficeIdentity &office, const QString &emailFrom);

private:
    PlainLabel *m_sender;
    PlainLabel *m_subject;
    PageTabs *m_tabs;
    QStackedWidget *m_looks;
    QPlainTextEdit *m_text;
    MailPage *m_page;
};

} // namespace pl::ui
