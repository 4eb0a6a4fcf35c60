#pragma once

#include "models/mapping/signature.h"

class QComboBox;
class QLineEdit;
class QWidget;

namespace pl::ui {

/// The fields of a form that say how a source signs what it sends.
struct SignatureFields
{
    explicit SignatureFields(QWidget *form);

    void fill(const mapping::SignatureSettings &settings);
    mapping::SignatureSettings typed() const;

    QLineEdit *const header;
    QComboBox *const algorithm;
    QComboBox *const encoding;
    QLineEdit *const prefix;
};

} // namespace pl::ui
